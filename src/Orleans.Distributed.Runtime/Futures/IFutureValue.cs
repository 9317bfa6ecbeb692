namespace Orleans.Distributed.Futures;

/// <summary>A value on its way into a future that another process owns.</summary>
internal interface IFutureValue
{
    StoredResult ToResult();
}
