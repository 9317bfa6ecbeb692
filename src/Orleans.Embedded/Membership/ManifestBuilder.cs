using Orleans.Runtime.Catalog;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Membership;

/// <summary>Describes the grain classes of this process to others.</summary>
internal static class ManifestBuilder
{
    public static GrainManifest Build(GrainClasses classes)
    {
        var records = new List<GrainTypeRecord>();
        foreach ((string grainType, Type type) in classes.All)
        {
            string[] interfaces = [.. type.GetInterfaces().Where(GrainClasses.IsGrainInterface)
                .Select(candidate => GrainInterfaceNames.NameOf(candidate.IsGenericType ? candidate.GetGenericTypeDefinition() : candidate).ToString())];
            PlacementStrategy? placement = type.GetCustomAttributes(typeof(Orleans.Placement.PlacementAttribute), inherit: true)
                .Cast<Orleans.Placement.PlacementAttribute>().FirstOrDefault()?.PlacementStrategy;
            records.Add(new GrainTypeRecord(GrainType.Create(grainType), type.FullName!, placement is null ? null : TypeNames.NameOf(placement.GetType()), interfaces));
        }

        return new GrainManifest([.. records.OrderBy(record => record.GrainType)]);
    }
}
