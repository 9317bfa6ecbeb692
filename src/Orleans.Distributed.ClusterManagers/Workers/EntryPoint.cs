namespace Orleans.Distributed.Workers;

/// <summary>What <c>dotnet exec</c> runs in a local worker.</summary>
internal static class EntryPoint
{
    private static void Main() => WorkerHost.Run();
}
