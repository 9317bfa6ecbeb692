namespace Engine.Tests.Injection;

public sealed class Greeter : IGreeter
{
    public string Greet(string name) => $"hello {name}";
}
