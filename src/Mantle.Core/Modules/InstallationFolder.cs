namespace Mantle.Core.Modules;

/// <summary>The installation's data folder. A service keeps data that is too large for the store in its own files here.</summary>
/// <param name="Path">Path of the folder. Only its owner can read it.</param>
public sealed record InstallationFolder(string Path)
{
    /// <summary>Path of a service's file or folder.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);
}
