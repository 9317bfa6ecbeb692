namespace Orleans.Distributed.Callbacks;

/// <summary>The callbacks of one kind, in the order of their registration.</summary>
/// <typeparam name="T">The type of the functions.</typeparam>
/// <param name="kind">Which callbacks these are, for messages.</param>
internal sealed class CallbackList<T>(string kind)
    where T : Delegate
{
    private readonly Lock _gate = new();
    private readonly List<(WorkerCallback Registration, T Function)> _callbacks = [];
    private int _number;

    public string Kind { get; } = kind;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _callbacks.Count == 0;
            }
        }
    }

    /// <exception cref="ArgumentException">The key is taken.</exception>
    public WorkerCallback Add(T function, string? key)
    {
        ArgumentNullException.ThrowIfNull(function);
        lock (_gate)
        {
            if (key is not null && Has(key))
            {
                throw new ArgumentException(
                    $"A {Kind} callback with the key \"{key}\" is registered already. Remove it first, or choose another key.", nameof(key));
            }

            var registration = new WorkerCallback(key ?? NewKey(), Remove);
            _callbacks.Add((registration, function));
            return registration;
        }
    }

    public bool Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (_gate)
        {
            return _callbacks.RemoveAll(c => c.Registration.Key == key) > 0;
        }
    }

    public (string Key, T Function)[] ToArray()
    {
        lock (_gate)
        {
            return [.. _callbacks.Select(c => (c.Registration.Key, c.Function))];
        }
    }

    /// <summary>Only this very registration: its key may have been given to another meanwhile.</summary>
    private void Remove(WorkerCallback registration)
    {
        lock (_gate)
        {
            _callbacks.RemoveAll(c => ReferenceEquals(c.Registration, registration));
        }
    }

    private bool Has(string key) => _callbacks.Exists(c => c.Registration.Key == key);

    private string NewKey()
    {
        string key;
        do
        {
            key = $"{Kind}-{++_number}";
        }
        while (Has(key));
        return key;
    }
}
