using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime.Catalog;

/// <summary>Makes objects of a grain class, with services and state injected into the constructor.</summary>
internal sealed class GrainFactoryMethod
{
    private readonly Type _type;
    private readonly ConstructorInvoker _constructor;
    private readonly ParameterInfo[] _parameters;
    private readonly IPersistentStateConfiguration?[] _states;
    private readonly object?[] _serviceKeys;

    public GrainFactoryMethod(Type type)
    {
        _type = type;
        ConstructorInfo constructor = Choose(type);
        _constructor = ConstructorInvoker.Create(constructor);
        _parameters = constructor.GetParameters();
        _states = Array.ConvertAll(_parameters, parameter => parameter.GetCustomAttributes().OfType<IPersistentStateConfiguration>().FirstOrDefault());
        _serviceKeys = Array.ConvertAll(_parameters, parameter => parameter.GetCustomAttribute<FromKeyedServicesAttribute>()?.Key);
    }

    public object Create(Activation activation)
    {
        try
        {
            return _parameters.Length == 0 ? _constructor.Invoke() : _constructor.Invoke(Arguments(activation));
        }
        catch (Exception error)
        {
            throw new InvalidOperationException(
                $"Failed to create an instance of grain class {_type.FullName}: {error.Message} See the inner exception.", error);
        }
    }

    // The one that is marked, or else the longest.
    private static ConstructorInfo Choose(Type type)
    {
        ConstructorInfo[] constructors = type.GetConstructors();
        return Array.Find(constructors, constructor => constructor.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute), inherit: false))
            ?? constructors.MaxBy(constructor => constructor.GetParameters().Length)
            ?? throw new InvalidOperationException($"The grain class {type.FullName} has no public constructor.");
    }

    private object?[] Arguments(Activation activation)
    {
        // A scope of services costs memory, so a grain that needs none gets none.
        IServiceProvider services = activation.ActivationServices;
        var arguments = new object?[_parameters.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            ParameterInfo parameter = _parameters[i];
            arguments[i] = _states[i] is { } state ? PersistentStates.Create(activation, parameter, state)
                : _serviceKeys[i] is { } key ? services.GetRequiredKeyedService(parameter.ParameterType, key)
                : services.GetService(parameter.ParameterType) ?? (parameter.HasDefaultValue
                    ? parameter.DefaultValue
                    : throw new InvalidOperationException(
                        $"There is no service of type {parameter.ParameterType} for the parameter '{parameter.Name}' of its constructor. Add one to the services of the silo."));
        }

        return arguments;
    }
}
