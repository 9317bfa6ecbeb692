using System.Runtime.InteropServices;

namespace Orleans.Distributed.Processes;

/// <summary>Texts as C sees an argument list or an environment: UTF-8, each ended by a zero, the list ended by a null pointer.</summary>
internal sealed unsafe class NativeStringList : IDisposable
{
    private readonly int _count;

    public NativeStringList(IReadOnlyCollection<string> values)
    {
        Pointer = (byte**)NativeMemory.AllocZeroed((nuint)values.Count + 1, (nuint)sizeof(byte*));
        foreach (string value in values)
            Pointer[_count++] = (byte*)Marshal.StringToCoTaskMemUTF8(value);
    }

    public byte** Pointer { get; }

    public void Dispose()
    {
        for (int i = 0; i < _count; i++)
            Marshal.FreeCoTaskMem((nint)Pointer[i]);
        NativeMemory.Free(Pointer);
    }
}
