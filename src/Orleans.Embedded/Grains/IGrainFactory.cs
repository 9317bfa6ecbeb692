using Orleans.Runtime;

namespace Orleans;

/// <summary>Makes references to grains and observers. It makes no call: a grain is activated by its first call.</summary>
public interface IGrainFactory
{
    /// <summary>Makes a reference to the grain with a Guid key.</summary>
    /// <typeparam name="TGrainInterface">The interface of the grain.</typeparam>
    /// <param name="primaryKey">The key.</param>
    /// <param name="grainClassNamePrefix">The start of the name of the grain class, to choose among several.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="ArgumentException">No class in the cluster implements the interface, or several do.</exception>
    TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey;

    /// <summary>Makes a reference to the grain with an integer key.</summary>
    /// <typeparam name="TGrainInterface">The interface of the grain.</typeparam>
    /// <param name="primaryKey">The key.</param>
    /// <param name="grainClassNamePrefix">The start of the name of the grain class, to choose among several.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="ArgumentException">No class in the cluster implements the interface, or several do.</exception>
    TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey;

    /// <summary>Makes a reference to the grain with a string key.</summary>
    /// <typeparam name="TGrainInterface">The interface of the grain.</typeparam>
    /// <param name="primaryKey">The key; not blank.</param>
    /// <param name="grainClassNamePrefix">The start of the name of the grain class, to choose among several.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="ArgumentException">No class in the cluster implements the interface, or several do.</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>Makes a reference to the grain with a Guid key and an extension.</summary>
    /// <typeparam name="TGrainInterface">The interface of the grain.</typeparam>
    /// <param name="primaryKey">The key.</param>
    /// <param name="keyExtension">The extension of the key; not blank.</param>
    /// <param name="grainClassNamePrefix">The start of the name of the grain class, to choose among several.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="ArgumentException">No class in the cluster implements the interface, or several do.</exception>
    TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey;

    /// <summary>Makes a reference to the grain with an integer key and an extension.</summary>
    /// <typeparam name="TGrainInterface">The interface of the grain.</typeparam>
    /// <param name="primaryKey">The key.</param>
    /// <param name="keyExtension">The extension of the key; not blank.</param>
    /// <param name="grainClassNamePrefix">The start of the name of the grain class, to choose among several.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="ArgumentException">No class in the cluster implements the interface, or several do.</exception>
    TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey;

    /// <summary>Makes a reference through which grains can call an object of this process. The object is held weakly.</summary>
    /// <typeparam name="TGrainObserverInterface">The interface of the object.</typeparam>
    /// <param name="obj">The object.</param>
    /// <returns>The reference.</returns>
    TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;

    /// <summary>Ends a reference made by <see cref="CreateObjectReference"/>.</summary>
    /// <typeparam name="TGrainObserverInterface">The interface of the object.</typeparam>
    /// <param name="obj">The reference.</param>
    void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;

    /// <summary>Makes a reference to the grain with a Guid key.</summary>
    /// <param name="grainInterfaceType">The interface of the grain.</param>
    /// <param name="grainPrimaryKey">The key.</param>
    /// <returns>The reference.</returns>
    IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey);

    /// <summary>Makes a reference to the grain with an integer key.</summary>
    /// <param name="grainInterfaceType">The interface of the grain.</param>
    /// <param name="grainPrimaryKey">The key.</param>
    /// <returns>The reference.</returns>
    IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey);

    /// <summary>Makes a reference to the grain with a string key.</summary>
    /// <param name="grainInterfaceType">The interface of the grain.</param>
    /// <param name="grainPrimaryKey">The key.</param>
    /// <returns>The reference.</returns>
    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);

    /// <summary>Makes a reference to the grain with a Guid key and an extension.</summary>
    /// <param name="grainInterfaceType">The interface of the grain.</param>
    /// <param name="grainPrimaryKey">The key.</param>
    /// <param name="keyExtension">The extension of the key.</param>
    /// <returns>The reference.</returns>
    IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension);

    /// <summary>Makes a reference to the grain with an integer key and an extension.</summary>
    /// <param name="grainInterfaceType">The interface of the grain.</param>
    /// <param name="grainPrimaryKey">The key.</param>
    /// <param name="keyExtension">The extension of the key.</param>
    /// <returns>The reference.</returns>
    IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension);

    /// <summary>Makes a reference to the grain with an identity.</summary>
    /// <typeparam name="TGrainInterface">The interface of the grain.</typeparam>
    /// <param name="grainId">The identity.</param>
    /// <returns>The reference.</returns>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable;

    /// <summary>Makes a reference without an interface to the grain with an identity; <see cref="GrainExtensions.Cast{TGrainInterface}"/> gives it one.</summary>
    /// <param name="grainId">The identity.</param>
    /// <returns>The reference.</returns>
    IAddressable GetGrain(GrainId grainId);

    /// <summary>Makes a reference to the grain with an identity.</summary>
    /// <param name="grainId">The identity.</param>
    /// <param name="interfaceType">The name of the interface.</param>
    /// <returns>The reference.</returns>
    IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType);

    /// <summary>Makes a reference to the grain with a key.</summary>
    /// <param name="interfaceType">The interface of the grain.</param>
    /// <param name="grainKey">The key.</param>
    /// <returns>The reference.</returns>
    IAddressable GetGrain(Type interfaceType, IdSpan grainKey);

    /// <summary>Makes a reference to the grain with a key.</summary>
    /// <param name="interfaceType">The interface of the grain.</param>
    /// <param name="grainKey">The key.</param>
    /// <param name="grainClassNamePrefix">The start of the name of the grain class, to choose among several.</param>
    /// <returns>The reference.</returns>
    IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix);
}
