namespace Orleans.Runtime;

/// <summary>Is told when the status of a silo changes.</summary>
public interface ISiloStatusListener
{
    /// <summary>Runs after the status of a silo changed. It must not block: it runs on the thread that watches the cluster.</summary>
    /// <param name="updatedSilo">The silo.</param>
    /// <param name="status">Its new status.</param>
    void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status);
}
