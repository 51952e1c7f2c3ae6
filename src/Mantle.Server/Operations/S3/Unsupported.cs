using Mantle.Server.Protocol;
using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.Server.Operations.S3;

/// <summary>Requests for what S3 does and this server does not are refused, never quietly taken.</summary>
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
