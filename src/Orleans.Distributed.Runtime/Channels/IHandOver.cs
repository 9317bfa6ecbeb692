namespace Orleans.Distributed.Channels;

/// <summary>
/// Somebody who put an item and waits until it was read: until then its taker may read it from the very object that was put.
/// </summary>
internal interface IHandOver
{
    /// <summary>The item was given on or encoded; its putter may change it.</summary>
    void Delivered();
}
