using System.Diagnostics.CodeAnalysis;

namespace Orleans.Distributed.Launching;

/// <summary>Where this library lies.</summary>
internal static class LibraryLocation
{
    /// <summary>The path of its file; empty when it is part of a single-file program.</summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Empty is the answer that is asked for.")]
    public static string Path => typeof(LibraryLocation).Assembly.Location;
}
