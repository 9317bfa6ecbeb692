namespace Engine.Tests.Filters;

/// <summary>Does what a call's text asks for, at the caller's side.</summary>
public sealed class OutgoingMeddlingFilter : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var isSay = context.InterfaceMethod.DeclaringType == typeof(IFilteredGrain) && context.MethodName == nameof(IFilteredGrain.Say);
        var text = isSay ? (string?)context.Request.GetArgument(0) : null;
        if (text == "do not send") throw new UnauthorizedAccessException("held back by the filter");

        await context.Invoke();

        if (text == "change answer") context.Result = "answer changed by the caller's filter";
    }
}
