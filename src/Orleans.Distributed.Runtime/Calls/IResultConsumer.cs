namespace Orleans.Distributed.Calls;

/// <summary>Takes what a function returned, with its declared type.</summary>
internal interface IResultConsumer
{
    void Accept<T>(T result);
}
