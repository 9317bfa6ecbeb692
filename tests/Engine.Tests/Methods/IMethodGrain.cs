namespace Engine.Tests.Methods;

public interface IMethodGrain : IGrainWithStringKey
{
    Task ReturnTask();

    Task<int> ReturnTaskOfInt(int value);

    ValueTask ReturnValueTask();

    ValueTask<string?> ReturnValueTaskOfString(string? value);

    Task<int> Sum(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j);

    Task<string> Overloaded();

    Task<string> Overloaded(int value);

    Task<string> Overloaded(string value);

    Task<string> Overloaded(int first, string second);

    Task<string> Overloaded(string first, int second);

    Task<T> Generic<T>(T value);

    Task<string> GenericNames<TFirst, TSecond>(TFirst first, TSecond second);

    Task<string> WithDefault(int value = 42, string text = "default");
}
