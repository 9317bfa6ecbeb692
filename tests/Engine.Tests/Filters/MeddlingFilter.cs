namespace Engine.Tests.Filters;

/// <summary>Does what a call's text asks for.</summary>
public sealed class MeddlingFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType != typeof(IFilteredGrain) || context.MethodName != nameof(IFilteredGrain.Say))
        {
            await context.Invoke();
            return;
        }

        switch ((string)context.Request.GetArgument(0)!)
        {
            case "refuse":
                throw new UnauthorizedAccessException("refused by the filter");
            case "answer yourself":
                context.Result = "answered by the filter";
                break;
            case "change argument":
                context.Request.SetArgument(0, "argument changed by the filter");
                await context.Invoke();
                break;
            case "describe":
                await context.Invoke();
                context.Result = string.Join(
                    ", ",
                    context.InterfaceMethod.Name,
                    context.ImplementationMethod.DeclaringType!.Name,
                    context.Grain.GetType().Name,
                    context.Request.GetArgumentCount(),
                    context.TargetId.Key);
                break;
            default:
                await context.Invoke();
                if (context.Result is "secret") context.Result = "censored";
                break;
        }
    }
}
