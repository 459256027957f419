/**
 * Products, vendors, technologies and standards that a proposal may name although no source does. Organisations stand
 * here as makers of technology, never as customers, so that a proposal cannot borrow a reference from the list.
 */
export const technologies: readonly string[] = `
.NET|ABAP|ABB Ability|Accenture myNav|Active Directory|ActiveMQ|Adobe Analytics|Adobe Experience Cloud|Adobe Experience Manager|Agentforce|Airbyte|Airflow|Akamai|Akka|Alteryx|Amazon Aurora
Amazon Bedrock|Amazon Connect|Amazon EC2|Amazon EKS|Amazon Kinesis|Amazon Leo|Amazon Q|Amazon Redshift|Amazon S3|Amazon SageMaker|Amazon Web Services|AWS|AWS Glue|AWS Lambda|DynamoDB|Anaplan|Angular|Ansible
Anthropic|Claude|Apache Airflow|Apache Beam|Apache Camel|Apache Flink|Apache Hudi|Apache Iceberg|Apache Kafka|Apache NiFi|Apache Pulsar|Apache Spark|Apigee|Appian|AppDynamics|ArangoDB|Argo CD|Ariba|Aruba
ASP.NET|Atlassian|Auth0|Autodesk|AVEVA|Avro|Axway|Azure|Azure AI Foundry|Azure AI Search|Azure Data Factory|Azure Databricks|Azure DevOps|Azure Event Hubs|Azure Kubernetes Service|Azure Machine Learning|Azure OpenAI
Azure Synapse|BigQuery|Bigtable|Bitbucket|Blue Yonder|Blue Prism|BMC Helix|Boomi|C++|C#|Cassandra|Camunda|Cato Networks|Celonis|Check Point|Chef|ChatGPT|ChatGPT Enterprise|Ciena|Cisco|Citrix|ClickHouse
Cloudera|Cloudflare|Cloud Run|Cloud Spanner|Cohere|Collibra|Commvault|Confluence|Confluent|Consul|Copilot|Coupa|Couchbase|CrowdStrike|CrowdStrike Falcon|CyberArk|Cypress|D365|Dagster|Darktrace|Databricks|Databricks Lakehouse
Datadog|Dataflow|Dataiku|DataRobot|Dataproc|dbt|Debezium|Dell|Delta Lake|Delta Sharing|Denodo|Docker|DocuSign|Dremio|Druid|DuckDB|Dynamics 365|Dynatrace|Elastic|Elasticsearch|Entra ID|Envoy
Esri|ArcGIS|Exasol|Fabric|FastAPI|Fivetran|Flutter|Fortinet|GCP|GDPR|Gemini|Gemini Enterprise|Genesys|Genesys Cloud|Git|GitHub|GitHub Actions|GitHub Copilot|GitLab|Go|Google|Google Cloud|Google Cloud Platform|Google Kubernetes Engine|Google Maps|Google Workspace|GPT|GPT-4
GPT-5|Grafana|GraphQL|gRPC|Guidewire|H2O.ai|Hadoop|HashiCorp|Helm|Honeywell Forge|HubSpot|Hugging Face|Hyperledger|IBM|IBM Maximo|IBM MQ|IBM watsonx|IFS|Imperva|Infor|Informatica|Intel|Istio|ISO 27001|ISO 22301|ISO 9001|ISO 42001
Jamf|Java|JavaScript|Jenkins|JetBrains|Jira|Jira Service Management|Jupyter|Kafka|Kafka Connect|Kibana|Kinaxis|Kong|Kotlin|Kubernetes|Kubeflow|Kyndryl|K8s|LangChain|LangGraph|Lambda|Linux|LlamaIndex|Llama|Looker|Lucene|M365|Mainframe
Manhattan Active|MariaDB|Marketo|MATLAB|Medallia|Mendix|Microsoft|Microsoft 365|Microsoft Azure|Microsoft Copilot|Microsoft Defender|Microsoft Dynamics|Microsoft Dynamics 365|Microsoft Entra|Microsoft Fabric|Microsoft Purview|Microsoft Sentinel|Microsoft Teams|MicroStrategy|Milvus|Mistral|Mistral AI|MLflow|MongoDB|MQTT
MuleSoft|MySQL|n8n|Neo4j|NetApp|NetSuite|New Relic|Next.js|NGINX|NIS2|NIST|Node.js|NVIDIA|O365|OAuth|Odoo|Office 365|Okta|OneTrust|OPC UA|OpenAI|OpenAPI|OpenID Connect|OpenSearch|OpenShift|OpenStack|OpenTelemetry|OpenText|Oracle
Oracle Cloud|Oracle Cloud Infrastructure|Oracle Database|Oracle ERP|Oracle Fusion|OutSystems|PagerDuty|Palantir|Palantir Foundry|Palo Alto Networks|Parquet|PCI DSS|Pega|PeopleSoft|Perl|pgvector|PHP|Pinecone|PingIdentity|PostgreSQL|Postgres|Postman|Power Apps|Power Automate|Power BI|Power Platform|Power Query|Prefect|Prometheus|Proofpoint
Pub/Sub|Pulumi|Puppet|Python|PyTorch|Qdrant|Qlik|Qualtrics|Qualys|Quarkus|RabbitMQ|Rapid7|React|Red Hat|Redis|Redshift|RHEL|RFID|RISE with SAP|Rubrik|Ruby|Rust|SageMaker|SailPoint|Salesforce|Salesforce Einstein|Salesforce Service Cloud|SAML|SAP|SAP Ariba|SAP BTP
SAP Business Technology Platform|SAP Datasphere|SAP ECC|SAP HANA|SAP Joule|SAP S/4HANA|S/4HANA|SAP SuccessFactors|SAS|SAS Viya|Scala|ScyllaDB|SentinelOne|ServiceNow|Shopify|Siemens|Siemens MindSphere|Sitecore|Slack|Snowflake|Snowpark|Snyk|SOC 2|SolarWinds|SonarQube|Sophos|Spark|Splunk|Spring|Spring Boot|SQL Server|SQL|SQLite
Starburst|Starlink|StreamSets|Stripe|SuccessFactors|Superset|SUSE|Swift|Symantec|T-SQL|Tableau|Talend|Tanium|TeamViewer|Temenos|Tenable|TensorFlow|Teradata|Terraform|TISAX|ThoughtSpot|TIBCO|Trello|Trend Micro|Trino|Twilio|TypeScript|UiPath|Unity Catalog|Unix|Veeam|Verint|Vertex AI|Vertex AI Search|VMware|Vue
watsonx|Weaviate|Webex|WebSphere|Windows|Windows Server|Wiz|Workato|Workday|XGBoost|Yammer|Zendesk|Zoom|Zscaler|Avaloq|Finnova|Finastra|Murex|Swift GPI|Navitaire|project44|FourKites|Transporeon
RAG|LLM|NLP|OCR|IDP|RPA|ETL|ELT|CDC|MLOps|DevOps|DevSecOps|DataOps|FinOps|AIOps|LLMOps|SIEM|SOAR|EDR|XDR|IAM|PAM|SSO|MFA|ZTNA|SASE|CASB|DLP|WAF|PKI|HSM|SD-WAN|VPN|CI/CD|IaC|SaaS|PaaS|IaaS|API|SDK|IoT|IIoT|OT|SCADA|MES|PLM|WMS|TMS|OMS|PIM|DAM|CDP|CMS|CRM|ERP|HCM|ITSM|CMDB|CPQ|EDI|GIS|BI|MDM|KPI|SLA
Web3|HTTP|HTTPS|TLS|JSON|XML|YAML|CSV|PDF|HTML|CSS|MCP|A2A|COBOL|DORA|HIPAA|CSRD|ESG|EU AI Act|AI Act|Industry 4.0|Scope 1|Scope 2|Scope 3|Web 2.0|ITIL|COBIT|TOGAF|Scrum|SAFe|Kanban|Six Sigma
`
  .trim()
  .split(/[|\n]/);
