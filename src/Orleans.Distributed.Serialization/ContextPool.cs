namespace Orleans.Distributed.Serialization;

/// <summary>One context of each kind per thread, for messages that come without one.</summary>
internal static class ContextPool
{
    [ThreadStatic]
    private static EncodeContext? _encode;

    [ThreadStatic]
    private static DecodeContext? _decode;

    public static EncodeContext RentEncode()
    {
        // A surrogate may encode a message while one is being encoded: the context is taken while it is used.
        EncodeContext context = _encode ?? new EncodeContext();
        _encode = null;
        return context;
    }

    public static void Return(EncodeContext context)
    {
        context.Reset();
        _encode = context;
    }

    public static DecodeContext RentDecode()
    {
        DecodeContext context = _decode ?? new DecodeContext();
        _decode = null;
        return context;
    }

    public static void Return(DecodeContext context)
    {
        context.Reset();
        _decode = context;
    }
}
