namespace Orleans.Distributed.Serialization;

/// <summary>One context of each kind per thread, for messages that come without one.</summary>
internal static class ContextPool
{
    [ThreadStatic]
    private static EncodeContext? t_encode;

    [ThreadStatic]
    private static DecodeContext? t_decode;

    public static EncodeContext RentEncode()
    {
        // A surrogate may encode a message while one is being encoded: the context is taken while it is used.
        EncodeContext context = t_encode ?? new EncodeContext();
        t_encode = null;
        return context;
    }

    public static void Return(EncodeContext context)
    {
        context.Reset();
        t_encode = context;
    }

    public static DecodeContext RentDecode()
    {
        DecodeContext context = t_decode ?? new DecodeContext();
        t_decode = null;
        return context;
    }

    public static void Return(DecodeContext context)
    {
        context.Reset();
        t_decode = context;
    }
}
