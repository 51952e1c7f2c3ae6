using Mantle.Core.Operations;

namespace Mantle.Http;

/// <summary>A request whose caller is proven by another signature than AWS's own.</summary>
/// <param name="Bound">The operation and its input.</param>
/// <param name="Proof">Verifies the signature.</param>
public sealed record ProvenRequest(BoundRequest Bound, ICallProof Proof);
