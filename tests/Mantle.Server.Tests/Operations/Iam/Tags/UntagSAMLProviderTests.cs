using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Tags;

[Collection(ServerCollection.Name)]
public class UntagSAMLProviderTests(TestServer server) : UntagTests(server, "SAMLProvider");
