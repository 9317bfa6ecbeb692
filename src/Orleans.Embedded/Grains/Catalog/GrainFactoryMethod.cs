using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime.Catalog;

/// <summary>Makes objects of a grain class, with services and state injected into the constructor.</summary>
internal sealed class GrainFactoryMethod
{
    private readonly Type _type;
    private readonly ObjectFactory _factory;
    private readonly (ParameterInfo Parameter, IPersistentStateConfiguration Configuration)[] _states;
    private readonly bool _needsServices;

    public GrainFactoryMethod(Type type)
    {
        _type = type;
        ConstructorInfo[] constructors = type.GetConstructors();
        var states = new List<(ParameterInfo, IPersistentStateConfiguration)>();
        foreach (ParameterInfo parameter in constructors.SelectMany(constructor => constructor.GetParameters()))
        {
            if (parameter.GetCustomAttributes().OfType<IPersistentStateConfiguration>().FirstOrDefault() is { } configuration)
            {
                states.Add((parameter, configuration));
            }
        }

        _states = [.. states];
        _needsServices = !Array.Exists(constructors, constructor => constructor.GetParameters().Length == 0);
        _factory = ActivatorUtilities.CreateFactory(type, Array.ConvertAll(_states, state => state.Parameter.ParameterType));
    }

    public object Create(Activation activation)
    {
        // A scope of services costs memory, so a grain that needs none gets none.
        IServiceProvider services = _needsServices ? activation.ActivationServices : activation.Node.Services;
        object[] states = Array.ConvertAll(_states, state => PersistentStates.Create(activation, state.Parameter, state.Configuration));
        try
        {
            return _factory(services, states);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException(
                $"Failed to create an instance of grain class {_type.FullName}: {error.Message} See the inner exception.", error);
        }
    }
}
