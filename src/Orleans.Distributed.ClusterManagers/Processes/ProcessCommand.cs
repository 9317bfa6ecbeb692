namespace Orleans.Distributed.Processes;

/// <summary>A program to start: everything that the operating system is told.</summary>
/// <param name="FileName">The absolute path of the executable.</param>
/// <param name="Arguments">The arguments after the name of the program.</param>
/// <param name="Environment">The whole environment.</param>
/// <param name="WorkingDirectory">The folder it starts in.</param>
internal sealed record ProcessCommand(
    string FileName,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory);
