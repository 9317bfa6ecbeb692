using System.Reflection;
using Orleans.Runtime.Catalog;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>Makes the states that grains have injected.</summary>
internal static class PersistentStates
{
    public static object Create(Activation activation, ParameterInfo parameter, IPersistentStateConfiguration configuration)
    {
        Type type = parameter.ParameterType;
        if (!type.IsConstructedGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new OrleansConfigurationException(
                $"The parameter '{parameter.Name}' of {parameter.Member.DeclaringType} has [PersistentState], and must be an IPersistentState<T>, not a {type}.");
        }

        IGrainStorage storage = GrainStorages.Get(activation, configuration.StorageName, activation.Class.Type);
        object state = Activator.CreateInstance(
            typeof(PersistentState<>).MakeGenericType(type.GenericTypeArguments[0]), configuration.StateName, activation, storage)!;
        ((ILifecycleParticipant<IGrainLifecycle>)state).Participate(activation.ObservableLifecycle);
        return state;
    }
}
