using System.Diagnostics.CodeAnalysis;

namespace Mantle.SigV4;

/// <summary>
/// The signature of a request, parsed but not checked. A server with several services finds the service by <see cref="Service"/>, and
/// then checks the signature by that service's rules (<see cref="TryRead"/>).
/// </summary>
public readonly struct UnverifiedSignature
{
    readonly AuthorizationHeader? header;
    readonly PresignedQuery query;

    UnverifiedSignature(AuthorizationHeader? header, in PresignedQuery query)
    {
        this.header = header;
        this.query = query;
    }

    /// <summary>Finds the signature in the headers and the query of a request.</summary>
    public static UnverifiedSignature Of(in SignableRequest request) =>
        new(request.Headers.Find("authorization") is { } text ? AuthorizationHeader.Of(text) : null, PresignedQuery.Read(request.Query));

    /// <summary>The service in the credential scope, not verified; null if the scope cannot be read.</summary>
    public string? Service => (header is { } sent ? sent.Credential : query.Credential)?.Scope.Service;

    /// <summary>The region in the credential scope, not verified; null if the scope cannot be read.</summary>
    public string? Region => (header is { } sent ? sent.Credential : query.Credential)?.Scope.Region;

    /// <summary>Checks that there is a complete signature.</summary>
    /// <param name="request">The request that contains it.</param>
    /// <param name="fallback">Whose errors to use if the credential scope cannot be read.</param>
    /// <param name="signature">The signature, if there is a complete one.</param>
    /// <param name="error">The problem, if the result is false.</param>
    public bool TryRead(
        in SignableRequest request,
        SigningProfile fallback,
        [NotNullWhen(true)] out RequestSignature? signature,
        [NotNullWhen(false)] out SigV4Error? error
    )
    {
        ArgumentNullException.ThrowIfNull(fallback);
        signature = null;
        if (header is { } sent)
            error = query.Algorithm is null
                ? sent.ToSignature(request, fallback, out signature)
                : query.Errors(fallback).BothHeaderAndQuery(sent.Text);
        else if (query.Algorithm is not null)
            error = query.ToSignature(request, fallback, out signature);
        else
            error =
                query.LooksPresigned && fallback.IsS3
                    ? query.Errors(fallback).MissingQueryParameters(MissingComponents.Algorithm)
                    : fallback.Errors.MissingAuthentication();
        return error is null;
    }
}
