namespace Orleans.Distributed.Functions;

/// <summary>A call names a function that was sent before, and that is not here. Whoever made the call sends the function again.</summary>
internal sealed class FunctionLostException(Rrid id) : Exception($"The function {id} is not kept here.")
{
    public Rrid Id { get; } = id;
}
