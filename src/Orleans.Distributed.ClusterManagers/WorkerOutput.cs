namespace Orleans.Distributed;

/// <summary>One line that a worker wrote.</summary>
/// <param name="Pid">The pid of the worker.</param>
/// <param name="Source">Which of its two streams the line came from.</param>
/// <param name="Line">
/// The line without its end (<c>\n</c>, <c>\r\n</c> or <c>\r</c>). Other control characters are left as they are. A line of
/// more than 1,048,576 characters arrives in pieces of that length.
/// </param>
public readonly record struct WorkerOutput(int Pid, WorkerOutputSource Source, string Line);
