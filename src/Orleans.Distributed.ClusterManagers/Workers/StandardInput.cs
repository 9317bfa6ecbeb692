using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Orleans.Distributed.Processes;

namespace Orleans.Distributed.Workers;

/// <summary>Takes standard input, which is the head's channel to this worker, out of the reach of user code.</summary>
internal static class StandardInput
{
    /// <summary>
    /// The channel. Afterwards user code, native code and processes they start find an empty standard input.
    /// </summary>
    /// <exception cref="IOException">There is no standard input.</exception>
    public static Stream Take()
    {
        if (!OperatingSystem.IsLinux())
        {
            var input = Console.OpenStandardInput();
            Console.SetIn(TextReader.Null);
            return input;
        }

        const int FirstFree = 3;
        int descriptor = LibC.FileControl(0, LibC.DuplicateWithCloseOnExec, FirstFree);
        if (descriptor < 0)
            throw Failed();
        var channel = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        using var nothing = File.OpenHandle("/dev/null");
        if (LibC.Duplicate(nothing, 0) < 0)
            throw Failed();
        return channel;
    }

    private static IOException Failed()
    {
        var cause = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"standard input is not usable ({cause.Message})", cause);
    }
}
