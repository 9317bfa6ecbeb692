namespace Engine.Tests.Exceptions;

public sealed class ExceptionGrain : Grain, IExceptionGrain
{
    public Task ThrowSynchronously(string message) => throw new InvalidOperationException(message);

    public async Task ThrowAfterAwait(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public async ValueTask<int> ThrowFromValueTask(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public Task ThrowArgument(string parameter) => throw new ArgumentOutOfRangeException(parameter);

    public Task ThrowCustom(string message, int code) => throw new CodedException(message, code);

    public Task ThrowPlainCustom(string message) => throw new PlainException(message);

    public Task ThrowNested(string outer, string inner) =>
        throw new InvalidOperationException(outer, new CodedException(inner, 7, new TimeoutException("innermost")));

    public Task ThrowAggregate(string first, string second) =>
        throw new AggregateException(new InvalidOperationException(first), new CodedException(second, 8));

    public Task ThrowCanceled() => throw new OperationCanceledException("canceled by the grain");

    public Task ThrowUnsendable(string message) => throw new UnsendableException(message);

    public Task<object> ReturnUnsendable() => Task.FromResult<object>(new Unsendable());

    public Task ThrowThrough(IExceptionGrain target, string message, int code) => target.ThrowCustom(message, code);

    public Task<string> Echo(string text) => Task.FromResult(text);
}
