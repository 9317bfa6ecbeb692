namespace Orleans.Distributed.Serialization.Functions;

/// <summary>What a delegate is bound to.</summary>
internal enum TargetKind : byte
{
    /// <summary>Nothing: a static method, or an instance method whose instance is the first argument.</summary>
    Open = 0,

    /// <summary>An object, which follows.</summary>
    Object = 1,

    /// <summary>The instance in which the compiler keeps lambdas that capture nothing; every process has its own.</summary>
    Singleton = 2,

    /// <summary><see langword="null"/>, as the first argument.</summary>
    Null = 3,
}
