namespace Orleans.Runtime;

/// <summary>An activation that keeps count of the call chains that may re-enter it.</summary>
internal interface ICallChainReentrant
{
    void OnEnterReentrantSection(Guid reentrancyId);

    void OnExitReentrantSection(Guid reentrancyId);
}
