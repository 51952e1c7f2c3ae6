using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.S3.Store;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>Receives the data of a request and verifies it against the request's hash and checksums.</summary>
static class UploadedData
{
    /// <summary>The checksum that S3 calculates where the request has none.</summary>
    public const string DefaultAlgorithm = ChecksumAlgorithms.Crc64Nvme;

    /// <summary>Receives the data, and calculates the checksum of <paramref name="wanted"/> besides the request's own.</summary>
    /// <param name="call">The call.</param>
    /// <param name="integrity">The request's hash and checksums.</param>
    /// <param name="wanted">The checksum to store.</param>
    /// <param name="cancellation">Cancels the reception.</param>
    /// <param name="size">Smallest and largest size in bytes; null for S3's limits.</param>
    public static async Task<ReceivedData> ReceiveAsync(
        Call call,
        BodyIntegrity integrity,
        string wanted,
        CancellationToken cancellation,
        (long Least, long Most)? size = null
    )
    {
        var body = call.Body;
        var most = Math.Min(size?.Most ?? long.MaxValue, ObjectStore.LargestUpload);
        // A form's length says little about its file, because more fields may follow.
        if (body.Form is null && body.Length > most)
            throw TooLarge(body.Length, most);
        await using var stream = body.Open();
        string[] algorithms = integrity.Algorithm is { } own && own != wanted ? [wanted, own] : [wanted];
        var data = await call.Objects.ReceiveAsync(stream, algorithms, most, () => TooLarge(body.Length, most), cancellation);
        try
        {
            if (data.Size < size?.Least)
                throw Errors.EntityTooSmall().With(("ProposedSize", Text(data.Size)), ("MinSizeAllowed", Text(size.Value.Least)));
            integrity.Check(
                data.Md5,
                integrity.Algorithm is { } algorithm ? Convert.FromBase64String(data.Checksum(algorithm).Value) : default
            );
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    static Wire.ApiException TooLarge(long size, long most) =>
        Errors.EntityTooLarge().With(("ProposedSize", Text(size)), ("MaxSizeAllowed", Text(most)));

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
