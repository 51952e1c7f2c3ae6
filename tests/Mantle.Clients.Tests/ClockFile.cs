namespace Mantle.Clients.Tests;

/// <summary>
/// A file from which faketime reads how far ahead a program's clock is. It takes an empty file for no difference at all, so the file is
/// replaced and never emptied: a program that read it in between would have the old time once.
/// </summary>
static class ClockFile
{
    public static async Task SetAsync(string file, int seconds)
    {
        var next = file + ".next";
        await File.WriteAllTextAsync(next, $"+{seconds}s\n");
        File.Move(next, file, overwrite: true);
    }

    /// <summary>
    /// Removes what faketime keeps in shared memory for each process and leaves behind when it is killed: it refuses to start under the
    /// same process id again.
    /// </summary>
    public static void RemoveLeftOvers()
    {
        foreach (var file in Directory.EnumerateFiles("/dev/shm", "*faketime_*"))
            if (!Directory.Exists($"/proc/{file[(file.LastIndexOf('_') + 1)..]}"))
                File.Delete(file);
    }
}
