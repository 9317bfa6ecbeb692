using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Topologies;

/// <summary>What the one authority on the cluster lets its topology become.</summary>
internal static class TopologyRules
{
    /// <summary>The topology with the new processes in it.</summary>
    /// <param name="snapshot">The cluster as it is.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="pids">The new processes.</param>
    /// <exception cref="InvalidOperationException">There are workers with another topology.</exception>
    /// <exception cref="ArgumentException">What is wanted contradicts itself, or the workers that are there.</exception>
    public static TopologyState Reserve(MembershipSnapshot snapshot, TopologyRequest request, int[] pids)
    {
        TopologyState next = Choose(snapshot, request);
        if (request.Idents is not { } idents)
        {
            return next;
        }

        if (next.Topology != Topology.Custom)
        {
            throw new ArgumentException($"Idents are places in a topology that is {nameof(Topology.Custom)}. That of this cluster is {next.Topology}.");
        }

        if (idents.Length != pids.Length)
        {
            throw new ArgumentException($"There are {idents.Length} idents for {pids.Length} workers. Give one for each.");
        }

        ProcessIdent[] places = [.. pids.Zip(idents, ProcessIdent.Of)];
        string?[] errors = Check(next.Idents, places);
        return errors.FirstOrDefault(error => error is not null) is { } first
            ? throw new ArgumentException(first)
            : next with { Idents = [.. next.Idents, .. places] };
    }

    /// <summary>The topology with what a cluster manager says of the places of its processes.</summary>
    public static TopologyState Place(TopologyState state, ProcessIdent[] places, out string?[] errors)
    {
        errors = new string?[places.Length];
        if (state.Topology != Topology.Custom)
        {
            // Nobody asks for the places.
            return state;
        }

        ProcessIdent[] others = [.. state.Idents.Where(known => places.All(place => place.Pid != known.Pid))];
        string?[] found = errors = Check(others, places);
        return state with { Idents = [.. others, .. places.Where((_, i) => found[i] is null)] };
    }

    /// <summary>The topology without processes that have left.</summary>
    public static TopologyState Without(TopologyState state, IEnumerable<int> pids) =>
        state.Idents.Any(place => pids.Contains(place.Pid))
            ? state with { Idents = [.. state.Idents.Where(place => !pids.Contains(place.Pid))] }
            : state;

    private static TopologyState Choose(MembershipSnapshot snapshot, TopologyRequest request)
    {
        bool isAlone = !HasOthers(snapshot);
        TopologyState now = isAlone ? TopologyState.Default : snapshot.Topology;
        Topology topology = request.Topology ?? now.Topology;
        if (!isAlone && topology != now.Topology)
        {
            throw new InvalidOperationException(
                $"Workers with Topology {now.Topology} already exist. Requested Topology {topology} cannot be set. Remove the workers first.");
        }

        if (isAlone && request.Lazy == true && topology != Topology.AllToAll)
        {
            throw new ArgumentException($"A topology that is {topology} cannot be lazy. Only {nameof(Topology.AllToAll)} can.");
        }

        bool lazy = isAlone ? topology == Topology.AllToAll && (request.Lazy ?? true) : now.Lazy;
        return request.Lazy is { } wanted && wanted != lazy
            ? throw new ArgumentException($"Active workers with lazy={Text(lazy)}. Cannot set lazy={Text(wanted)}. Remove the workers first.")
            : now with { Topology = topology, Lazy = lazy };
    }

    /// <summary>Whether there are workers, or some are about to join.</summary>
    private static bool HasOthers(MembershipSnapshot snapshot)
    {
        if (snapshot.Alive.Any(process => process.Pid != 1))
        {
            return true;
        }

        HashSet<int> departed = [.. snapshot.Departed.Select(departure => departure.Pid)];
        int first = Math.Max(2, snapshot.GoneThrough + 1);
        return Enumerable.Range(first, Math.Max(0, snapshot.NextPid - first)).Any(pid => !departed.Contains(pid));
    }

    private static string?[] Check(ProcessIdent[] others, ProcessIdent[] places)
    {
        HashSet<string> taken = [.. others.Select(place => place.Ident).OfType<string>()];
        HashSet<string> known = [.. taken, .. places.Select(place => place.Ident).OfType<string>()];
        return [.. places.Select(place => Error(place, taken, known))];
    }

    private static string? Error(ProcessIdent place, HashSet<string> taken, HashSet<string> known)
    {
        if (place.Ident is { } ident && !taken.Add(ident))
        {
            return $"Worker {place.Pid} cannot have the ident '{ident}': another worker has it.";
        }

        string[] missing = [.. place.ConnectIdents.Where(name => !known.Contains(name))];
        return missing.Length == 0
            ? null
            : $"Worker {place.Pid} cannot be linked to '{string.Join("', '", missing)}': no worker has that ident. The idents are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
    }

    private static string Text(bool lazy) => lazy ? "true" : "false";
}
