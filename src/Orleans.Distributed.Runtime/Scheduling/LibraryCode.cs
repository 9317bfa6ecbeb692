namespace Orleans.Distributed.Scheduling;

/// <summary>Library code that runs on a thread for user code, from <see cref="UserCodeThread.EnterLibrary"/> until this is disposed.</summary>
internal readonly ref struct LibraryCode(UserCodeThread? thread)
{
    public void Dispose() => thread?.LeaveLibrary();
}
