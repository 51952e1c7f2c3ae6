using System.Text.Json;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;

namespace Mantle.Server.Hosting;

/// <summary>The data folder of an installation: databases, key file, and the URL of its server.</summary>
sealed class DataFolder : IDisposable
{
    readonly FileStream? held;

    DataFolder(string path, FileStream? held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    public string Database => In("mantle.db");

    public string Trail => In("trail.db");

    public string Denials => In("denials.db");

    string KeyFile => In("master.key");

    string EndpointFile => In("endpoint.json");

    /// <summary>Locks the folder for this server, and creates it if needed.</summary>
    /// <exception cref="StoreException">The folder cannot be written, or another server uses it.</exception>
    public static DataFolder Hold(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        if (File.Exists(path))
            throw new StoreException($"--data names a folder, and {path} is a file.");
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new StoreException($"The data folder {path} cannot be created.", error);
        }
        var file = System.IO.Path.Combine(path, "lock");
        try
        {
            try
            {
                return new DataFolder(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(file))
            {
                throw new StoreException($"Another server is using the data folder {path}. Stop it, or name another folder with --data.");
            }
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new StoreException($"The data folder {path} cannot be written: {error.Message}", error);
        }
    }

    /// <summary>
    /// Removes access for everybody but the owner, also from existing content: 0700 for folders, 0600 for files. What lies deeper keeps its
    /// mode, because nobody else gets past a folder of mode 0700. SQLite gives its journals the mode of their database.
    /// </summary>
    public void Restrict()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos().Prepend(new DirectoryInfo(Path)))
        {
            var mode = entry is DirectoryInfo ? File | UnixFileMode.UserExecute : File;
            try
            {
                if (entry.LinkTarget is null && entry.UnixFileMode != mode)
                    entry.UnixFileMode = mode;
            }
            catch (Exception error) when (error is UnauthorizedAccessException or IOException)
            {
                // Another user's folder, or a journal that was deleted in the meantime.
            }
        }
    }

    /// <summary>Opens a folder for reading while a server may be using it.</summary>
    /// <exception cref="StoreException">The folder contains no installation.</exception>
    public static DataFolder Look(string path)
    {
        var folder = new DataFolder(System.IO.Path.GetFullPath(path), null);
        if (File.Exists(folder.Path))
            throw new StoreException($"--data names a folder, and {folder.Path} is a file.");
        try
        {
            if (Directory.Exists(folder.Path))
                _ = Directory.GetFiles(folder.Path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreException($"{folder.Path} cannot be read by this user; it belongs to another one.", error);
        }
        return File.Exists(folder.Database)
            ? folder
            : throw new StoreException(
                $"There is no Mantle data in {folder.Path}. Start a server with './mantle serve --data {path}' first."
            );
    }

    /// <summary>The master key; created on first start.</summary>
    public byte[] OpenMasterKey() => MasterKey.Open(KeyFile, mayCreate: held is not null && !File.Exists(Database));

    public void WriteEndpoint(EndpointNote note) =>
        File.WriteAllBytes(EndpointFile, JsonSerializer.SerializeToUtf8Bytes(note, EndpointJson.Default.EndpointNote));

    /// <summary>The current or last URL of the folder's server; null if none has run.</summary>
    public EndpointNote? ReadEndpoint()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(EndpointFile), EndpointJson.Default.EndpointNote);
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return null;
        }
    }

    string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => held?.Dispose();
}

/// <summary>The server's URL, and how many seconds its clock is ahead. Clients must sign with that clock's time.</summary>
sealed record EndpointNote(string Endpoint, double ClockOffset);

[JsonSerializable(typeof(EndpointNote))]
sealed partial class EndpointJson : JsonSerializerContext;
