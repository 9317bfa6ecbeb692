namespace Orleans.Runtime.Networking.Sending;

/// <summary>A message that waits for a large one with the same ordering key: a small one (a copy in pooled memory), or another large one.</summary>
internal readonly record struct HeldFrame(byte[]? Small, int Length, uint Checksum, BulkSend? Bulk);
