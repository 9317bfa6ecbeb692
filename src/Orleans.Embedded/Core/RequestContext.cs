namespace Orleans.Runtime;

/// <summary>Values that travel with a call and with the calls it makes. They flow from caller to callee, never back.</summary>
public static class RequestContext
{
    internal const string ReentrancyIdKey = "#CCR";

    private static readonly AsyncLocal<Dictionary<string, object>?> Values = new();

    /// <summary>Gets the keys of the current call.</summary>
    public static IEnumerable<string> Keys => Values.Value?.Keys ?? Enumerable.Empty<string>();

    /// <summary>Gets the values of the current call.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Values.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    /// <summary>Gets or sets the id of the call chain within which calls may re-enter grains; empty for none.</summary>
    public static Guid ReentrancyId
    {
        get => Get(ReentrancyIdKey) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty)
            {
                Remove(ReentrancyIdKey);
            }
            else
            {
                Set(ReentrancyIdKey, value);
            }
        }
    }

    internal static Dictionary<string, object>? Current
    {
        get => Values.Value;
        set
        {
            if (!ReferenceEquals(Values.Value, value))
            {
                Values.Value = value;
            }
        }
    }

    internal static Guid ReentrancyIdOf(Dictionary<string, object>? values) =>
        values is not null && values.TryGetValue(ReentrancyIdKey, out object? id) && id is Guid chain ? chain : Guid.Empty;

    /// <summary>Gets a value.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The value, or <see langword="null"/>.</returns>
    public static object? Get(string key) => Values.Value is { } values && values.TryGetValue(key, out object? value) ? value : null;

    /// <summary>Sets a value for this call and the calls it makes from now on.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The value; it must be sendable.</param>
    public static void Set(string key, object value)
    {
        // The dictionary is shared by every flow that has seen it, so each change makes a new one.
        Values.Value = Values.Value is { } values
            ? new Dictionary<string, object>(values, StringComparer.Ordinal) { [key] = value }
            : new Dictionary<string, object>(1, StringComparer.Ordinal) { [key] = value };
    }

    /// <summary>Removes a value.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>Whether it was there.</returns>
    public static bool Remove(string key)
    {
        if (Values.Value is not { } values || !values.ContainsKey(key))
        {
            return false;
        }

        if (values.Count == 1)
        {
            Values.Value = null;
            return true;
        }

        var remaining = new Dictionary<string, object>(values, StringComparer.Ordinal);
        remaining.Remove(key);
        Values.Value = remaining;
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear()
    {
        if (Values.Value is not null)
        {
            Values.Value = null;
        }
    }

    /// <summary>Lets calls made within the section come back to this grain while it waits for them.</summary>
    /// <returns>The section; dispose it to end it.</returns>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        Guid original = ReentrancyId;
        return new ReentrancySection(original, original == Guid.Empty ? Guid.NewGuid() : original);
    }

    /// <summary>Keeps calls made within the section from coming back to any grain of the call chain.</summary>
    /// <returns>The section; dispose it to end it.</returns>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    /// <summary>A section of code in which call chains may, or may not, re-enter.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _original;
        private readonly Guid _current;

        /// <summary>Begins a section.</summary>
        /// <param name="originalReentrancyId">The id to go back to at its end.</param>
        /// <param name="newReentrancyId">The id within it; empty for none.</param>
        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _original = originalReentrancyId;
            _current = newReentrancyId;
            if (_current != _original)
            {
                ReentrancyId = _current;
            }

            if (_current != Guid.Empty)
            {
                (RuntimeContext.Current as ICallChainReentrant)?.OnEnterReentrantSection(_current);
            }
        }

        /// <summary>Ends the section.</summary>
        public void Dispose()
        {
            if (_current != Guid.Empty)
            {
                (RuntimeContext.Current as ICallChainReentrant)?.OnExitReentrantSection(_current);
            }

            if (_current != _original)
            {
                ReentrancyId = _original;
            }
        }
    }
}
