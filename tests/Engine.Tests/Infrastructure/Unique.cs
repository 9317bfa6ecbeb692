using System.Runtime.CompilerServices;

namespace Engine.Tests.Infrastructure;

/// <summary>Names that no other test uses, so that tests can share a cluster.</summary>
internal static class Unique
{
    private static int _last;

    /// <summary>A fresh grain key which names the test it belongs to.</summary>
    public static string Key([CallerMemberName] string test = "") => $"{test}/{Interlocked.Increment(ref _last)}";

    /// <summary>A fresh integer grain key.</summary>
    public static long Number() => Interlocked.Increment(ref _last);
}
