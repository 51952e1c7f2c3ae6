namespace Mantle.Server.Hosting;

/// <summary>The disk that holds the data folder.</summary>
/// <param name="Free">Returns the free space, in bytes.</param>
sealed record InstallationDisk(Func<long> Free)
{
    /// <summary>The disk that contains a folder.</summary>
    public static InstallationDisk Of(string folder)
    {
        var drive = new DriveInfo(folder);
        return new(() => drive.AvailableFreeSpace);
    }
}
