namespace Engine.Tests.Injection;

public interface IGreeter
{
    string Greet(string name);
}
