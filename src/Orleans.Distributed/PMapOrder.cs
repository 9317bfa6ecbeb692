namespace Orleans.Distributed;

/// <summary>In which order a stream of results comes.</summary>
public enum PMapOrder
{
    /// <summary>In the order of the items. A slow item holds back those after it.</summary>
    Source,

    /// <summary>As they are done.</summary>
    Completion,
}
