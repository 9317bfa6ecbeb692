namespace Orleans.Distributed.Julia.Coverage;

/// <summary>The texts that the project file puts into this assembly.</summary>
internal static class Resources
{
    /// <summary>The whole text of one.</summary>
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Resources).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
