namespace Engine.Tests.Injection;

public sealed class ScopedCounter
{
    private int _count;

    public int Increment() => ++_count;
}
