using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A write or clear of state met a version in storage that is not the one that was read.</summary>
public class InconsistentStateException : OrleansException
{
    /// <summary>Creates the exception with a general message.</summary>
    public InconsistentStateException()
        : base("The state in storage was changed by another writer.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="errorMsg">What happened.</param>
    /// <param name="storedEtag">The version in storage.</param>
    /// <param name="currentEtag">The version of the writer.</param>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="errorMsg">What happened.</param>
    /// <param name="storedEtag">The version in storage.</param>
    /// <param name="currentEtag">The version of the writer.</param>
    /// <param name="storageException">The error of the storage.</param>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>Whether it comes from the state of the grain that let it out, rather than from another grain that it called.</summary>
    internal bool IsOfThisActivation { get; set; } = true;

    /// <summary>Gets the version in storage, if known.</summary>
    public string? StoredEtag { get; }

    /// <summary>Gets the version of the writer, if known.</summary>
    public string? CurrentEtag { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{base.ToString()}{Environment.NewLine}StoredEtag={StoredEtag} CurrentEtag={CurrentEtag}";
}
