namespace Engine.Tests.Exceptions;

public interface IExceptionGrain : IGrainWithStringKey
{
    Task ThrowSynchronously(string message);

    Task ThrowAfterAwait(string message);

    ValueTask<int> ThrowFromValueTask(string message);

    Task ThrowArgument(string parameter);

    Task ThrowCustom(string message, int code);

    Task ThrowPlainCustom(string message);

    Task ThrowNested(string outer, string inner);

    Task ThrowAggregate(string first, string second);

    Task ThrowCanceled();

    Task ThrowUnsendable(string message);

    Task<object> ReturnUnsendable();

    /// <summary>Calls <see cref="ThrowCustom"/> of another grain.</summary>
    Task ThrowThrough(IExceptionGrain target, string message, int code);

    Task<string> Echo(string text);
}
