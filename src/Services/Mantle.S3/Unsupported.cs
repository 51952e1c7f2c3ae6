using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>Refuses requests for S3 features that Mantle does not have, instead of ignoring them.</summary>
static class Unsupported
{
    public static ApiException Header(string name) => Errors.NotImplemented().With(("Header", name));

    /// <summary>Refuses each header that the request has.</summary>
    public static void Refuse(params ReadOnlySpan<(string Header, object? Value)> settings)
    {
        foreach (var (header, value) in settings)
            if (value is not null)
                throw Header(header);
    }
}
