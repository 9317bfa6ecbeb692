namespace Engine.Tests.Membership;

public interface IResidentGrain : IGrainWithStringKey
{
    Task<SiloAddress> GetSilo();

    Task<Guid> GetActivation();

    /// <summary>The same, with a short limit.</summary>
    [ResponseTimeout("00:00:02")]
    Task<Guid> GetActivationSoon();

    /// <summary>Signals "entered", and works until "open". Its limit is far beyond that of a test.</summary>
    [ResponseTimeout("00:10:00")]
    Task<int> Work();

    /// <summary>The same, with a limit that a test can wait for.</summary>
    [ResponseTimeout("00:00:03")]
    Task<int> WorkForAWhile();

    /// <summary>From now on, the grain hands its value over to another grain when it is deactivated.</summary>
    Task HandOverTo(IResidentGrain heir, int value);

    Task Inherit(int value);

    Task<int> GetValue();
}
