using System.Text.Json;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;

namespace Mantle.Server.Hosting;

/// <summary>The folder that holds an installation: databases, key file, and where its server listens.</summary>
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

    string KeyFile => In("master.key");

    string EndpointFile => In("endpoint.json");

    /// <summary>Takes the folder for a server, creating it if needed.</summary>
    /// <exception cref="StoreException">It cannot be written, or another server has it.</exception>
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
    /// Takes from everybody but the owner what the folder holds, also where it was there before: 0700 for folders, 0600 for files. SQLite
    /// gives its journals the mode of their database.
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
                // A folder of another user, or a journal that is gone by now.
            }
        }
    }

    /// <summary>Looks into a folder that a server may be using.</summary>
    /// <exception cref="StoreException">There is no installation in it.</exception>
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

    /// <summary>The key that protects the folder's secrets; made on first start.</summary>
    public byte[] OpenMasterKey() => MasterKey.Open(KeyFile, mayCreate: held is not null && !File.Exists(Database));

    public void WriteEndpoint(EndpointNote note) =>
        File.WriteAllBytes(EndpointFile, JsonSerializer.SerializeToUtf8Bytes(note, EndpointJson.Default.EndpointNote));

    /// <summary>Where the folder's server listens, or last listened; null where none ever did.</summary>
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

/// <summary>Where a server listens, and how many seconds its clock runs ahead: what it is sent must be signed by that clock.</summary>
sealed record EndpointNote(string Endpoint, double ClockOffset);

[JsonSerializable(typeof(EndpointNote))]
sealed partial class EndpointJson : JsonSerializerContext;
