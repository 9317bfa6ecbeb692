namespace Engine.Tests.Deactivation;

public interface IDeactivationGrain : IGrainWithStringKey
{
    Task<Guid> GetActivation();

    /// <summary>Asks to be deactivated, and returns the id of this activation.</summary>
    Task<Guid> Deactivate();

    /// <summary>Asks to be deactivated, signals "asked", and goes on until "finish".</summary>
    Task DeactivateAndFinish();

    /// <summary>From now on, deactivation waits for "leave".</summary>
    Task LingerOnDeactivation();

    /// <summary>From now on, OnDeactivateAsync throws.</summary>
    Task FailOnDeactivation();

    /// <summary>Asks to be deactivated for a reason of its own.</summary>
    Task DeactivateBecause(string description);

    /// <summary>Counts in a place that outlives the activation, and asks to be deactivated every tenth time.</summary>
    Task CountAndDeactivateOften();
}
