namespace Orleans.Runtime.Catalog;

/// <summary>The life of an activation. It goes one way.</summary>
internal enum ActivationState
{
    /// <summary>Being made; requests wait.</summary>
    Activating,

    /// <summary>Requests run.</summary>
    Valid,

    /// <summary>Running requests end, others wait, and then it is cleaned up.</summary>
    Deactivating,

    /// <summary>Over; requests go elsewhere.</summary>
    Ended,
}
