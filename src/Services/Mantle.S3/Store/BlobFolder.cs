using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Mantle.Core.Storage;
using Microsoft.Win32.SafeHandles;

namespace Mantle.S3.Store;

/// <summary>
/// Object data as files with generated names, so that no key becomes a path. A file is written in the folder <c>incoming</c> and moved to
/// its place once the database refers to it: a file that is in <c>incoming</c> at start belongs to no object. Files and folders are their
/// owner's alone. What earlier versions wrote below the root keeps its mode: nobody else gets past the root, which has mode 0700.
/// </summary>
sealed partial class BlobFolder
{
    const int IdLength = 32;

    const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        OwnFolder = OwnFile | UnixFileMode.UserExecute;

    readonly string root,
        incoming;
    readonly Dictionary<string, int> held = new(StringComparer.Ordinal);
    readonly HashSet<string> doomed = new(StringComparer.Ordinal);

    public BlobFolder(string path)
    {
        root = path;
        incoming = Path.Combine(path, "incoming");
        try
        {
            CreateFolder(incoming);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The folder {path} cannot be written: {error.Message}", error);
        }
        Restrict(root);
        Restrict(incoming);
    }

    /// <summary>
    /// A name for a new file. It begins with the time in steps of about an hour, so that files of the same time share a folder.
    /// </summary>
    public static string NewId(DateTimeOffset time) =>
        $"{time.ToUnixTimeMilliseconds() >> 22:x8}{RandomNumberGenerator.GetHexString(IdLength - 8, lowercase: true)}";

    public SafeFileHandle Create(string id)
    {
        var file = File.OpenHandle(Incoming(id), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
        // Opening takes no mode, and the process's default usually lets others read.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, OwnFile);
        return file;
    }

    /// <summary>Opens a file to read, in either folder; null when it was deleted with its object.</summary>
    public SafeFileHandle? TryOpen(string id) => Open(Place(id)) ?? Open(Incoming(id)) ?? Open(Place(id));

    /// <summary>Moves a file to its place; true when it is there.</summary>
    public bool Settle(string id)
    {
        var place = Place(id);
        CreateFolder(Path.GetDirectoryName(place)!);
        File.Move(Incoming(id), place);
        return true;
    }

    /// <summary>Deletes a file; false when a reader holds it: the last reader then deletes it.</summary>
    public bool Delete(string id)
    {
        lock (held)
            if (held.ContainsKey(id))
            {
                doomed.Add(id);
                return false;
            }
        Remove(Place(id));
        Remove(Incoming(id));
        return true;
    }

    /// <summary>Keeps files from being deleted while a reader reads an object with too many files to open all at once.</summary>
    public void Hold(IEnumerable<string> ids)
    {
        lock (held)
            foreach (var id in ids)
                held[id] = held.GetValueOrDefault(id) + 1;
    }

    public void Release(IEnumerable<string> ids)
    {
        var last = new List<string>();
        lock (held)
            foreach (var id in ids)
                if (--held[id] == 0)
                {
                    held.Remove(id);
                    if (doomed.Remove(id))
                        last.Add(id);
                }
        foreach (var id in last)
            Delete(id);
    }

    /// <summary>Closes a folder that was there before, or was made by another program.</summary>
    static void Restrict(string folder)
    {
        if (OperatingSystem.IsWindows() || File.GetUnixFileMode(folder) == OwnFolder)
            return;
        try
        {
            File.SetUnixFileMode(folder, OwnFolder);
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's folder that this one may write to: it has the mode that its owner wants.
        }
    }

    static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnFolder);
    }

    static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (DirectoryNotFoundException)
        {
            // No file was ever moved to that folder.
        }
    }

    public IEnumerable<string> Incoming() => Directory.EnumerateFiles(incoming).Select(file => Path.GetFileName(file)!);

    /// <summary>Makes the names of files in <c>incoming</c> durable.</summary>
    public void FlushIncoming() => FlushFolder(incoming);

    /// <summary>Makes the places of files durable.</summary>
    public void FlushPlaces(IEnumerable<string> ids)
    {
        var folders = ids.Select(id => Path.GetDirectoryName(Place(id))!).Distinct(StringComparer.Ordinal).ToList();
        if (folders.Count == 0)
            return;
        FlushFolder(root);
        folders.ForEach(FlushFolder);
    }

    string Incoming(string id) => Path.Combine(incoming, id);

    string Place(string id) => Path.Combine(root, id[..8], id);

    static SafeFileHandle? Open(string file)
    {
        try
        {
            return File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    static void FlushFolder(string path)
    {
        // Windows makes file names durable without a flush.
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new SafeFileHandle(OpenFolder(path, 0), ownsHandle: true);
        if (folder.IsInvalid || Flush(folder) != 0)
            throw new IOException($"The folder {path} could not be flushed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(SafeFileHandle handle);
}
