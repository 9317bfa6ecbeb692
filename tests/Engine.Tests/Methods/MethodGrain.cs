namespace Engine.Tests.Methods;

public sealed class MethodGrain : Grain, IMethodGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public Task ReturnTask()
    {
        Probe.Record("task");
        return Task.CompletedTask;
    }

    public Task<int> ReturnTaskOfInt(int value) => Task.FromResult(value);

    public ValueTask ReturnValueTask()
    {
        Probe.Record("value task");
        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> ReturnValueTaskOfString(string? value) => ValueTask.FromResult(value);

    public Task<int> Sum(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j) =>
        Task.FromResult(a + b + c + d + e + f + g + h + i + j);

    public Task<string> Overloaded() => Task.FromResult("nothing");

    public Task<string> Overloaded(int value) => Task.FromResult($"int {value}");

    public Task<string> Overloaded(string value) => Task.FromResult($"string {value}");

    public Task<string> Overloaded(int first, string second) => Task.FromResult($"int {first} string {second}");

    public Task<string> Overloaded(string first, int second) => Task.FromResult($"string {first} int {second}");

    public Task<T> Generic<T>(T value) => Task.FromResult(value);

    public Task<string> GenericNames<TFirst, TSecond>(TFirst first, TSecond second) =>
        Task.FromResult($"{typeof(TFirst).Name} {first}, {typeof(TSecond).Name} {second}");

    public Task<string> WithDefault(int value, string text) => Task.FromResult($"{value} {text}");
}
